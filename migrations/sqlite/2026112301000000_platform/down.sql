DROP TABLE offices;
DROP TABLE jobs;
DROP TABLE audit_events;
DROP TABLE counters;
DROP TABLE locators;
DROP TABLE operator_tokens;
DROP TABLE trust_entries;
DROP TABLE tenants;
