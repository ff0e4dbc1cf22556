//! A real SMTP server (`aiosmtpd`) on a free port of this machine, ended when dropped.

#![expect(clippy::expect_used, reason = "a test that cannot start its server has failed")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

use serde_json::Value;

/// A running mail server and the folder it keeps messages in.
pub struct MailServer {
    child: Child,
    /// Closing it ends the server; so does the end of this process, whatever its cause.
    stdin: Option<ChildStdin>,
    folder: PathBuf,
    port: u16,
    ca: Option<PathBuf>,
}

impl MailServer {
    /// Starts a server that keeps its messages in `folder`. `arguments` are those of `tests/interop/mail/server.py`.
    ///
    /// # Panics
    /// When Python or its packages are missing: `make setup` installs them.
    pub fn start(folder: &Path, arguments: &[&str]) -> Self {
        let root = repository();
        let mut child = Command::new(root.join("target/venv/bin/python"))
            .arg(root.join("tests/interop/mail/server.py"))
            .arg("--dir")
            .arg(folder)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("target/venv holds Python for tests: run `make setup`");
        let stdin = child.stdin.take();
        let mut line = String::new();
        let stdout = child.stdout.take().expect("stdout is a pipe");
        BufReader::new(stdout).read_line(&mut line).expect("the mail server says where it listens");
        let ready: Value = serde_json::from_str(&line).expect("the mail server started: run `make setup`");
        let port = ready["port"].as_u64().and_then(|port| u16::try_from(port).ok()).expect("a port");
        let ca = ready["ca"].as_str().map(PathBuf::from);
        Self { child, stdin, folder: folder.to_owned(), port, ca }
    }

    /// The port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The certificate authority of a server with TLS, in PEM.
    ///
    /// # Panics
    /// When the server has no TLS.
    pub fn ca_pem(&self) -> Vec<u8> {
        fs::read(self.ca.as_ref().expect("a server with TLS")).expect("the authority's file")
    }

    /// What was received so far, in order: the envelope, and the message as Python's e-mail package reads it.
    ///
    /// # Panics
    /// When the folder cannot be read.
    pub fn received(&self) -> Vec<Value> {
        received(&self.folder)
    }

    /// Ends the server; its folder stays.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        drop(self.stdin.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What lies in a server's folder, also after it ended.
///
/// # Panics
/// When the folder cannot be read.
pub fn received(folder: &Path) -> Vec<Value> {
    let entries = fs::read_dir(folder).expect("the mail folder");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.retain(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')));
    files.sort();
    let read = |path: &PathBuf| fs::read_to_string(path).expect("a record of a message");
    files.iter().map(|path| serde_json::from_str(&read(path)).expect("JSON of a message")).collect()
}

fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.ancestors().find(|folder| folder.join("tests/interop").is_dir());
    root.expect("inside the repository").to_owned()
}
