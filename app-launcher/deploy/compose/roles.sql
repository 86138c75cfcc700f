-- The logins and the database of `./coherence stack`; a test compares what they come to. psql runs this when the
-- container makes its data.
\getenv password STACK_PASSWORD
CREATE ROLE signalcoherence_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'password';
CREATE ROLE signalcoherence_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'password';
CREATE ROLE signalcoherence_worker LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'password';
CREATE DATABASE signalcoherence OWNER signalcoherence_owner;
REVOKE ALL ON DATABASE postgres, template1, signalcoherence FROM PUBLIC;
GRANT CONNECT ON DATABASE signalcoherence TO signalcoherence_app, signalcoherence_worker;
