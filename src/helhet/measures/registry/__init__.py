"""The register's files, how they are read, and how they become rows. Sources stand in README.md."""
