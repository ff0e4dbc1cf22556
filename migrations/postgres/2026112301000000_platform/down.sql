DROP TABLE offices;
DROP TABLE jobs;
DROP TABLE audit_events;
DROP TABLE counters;
DROP TABLE locators;
DROP TABLE operator_tokens;
DROP TABLE trust_entries;
DROP TABLE tenants;
DROP FUNCTION wathiq_append_only();
DROP FUNCTION wathiq_isolate(regclass);
DROP FUNCTION wathiq_system();
DROP FUNCTION wathiq_tenant();
-- the role stays: it belongs to the cluster, and other databases use it
REVOKE ALL ON __diesel_schema_migrations FROM wathiq_app;
