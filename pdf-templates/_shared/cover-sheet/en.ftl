cover-title = Civil-status documents
cover-words = The documents you asked for are under this page. Check every line: the office corrects free of charge what it copied wrongly.
cover-table = Documents in this letter
cover-document = Document
cover-number = Number
cover-copies = Copies
