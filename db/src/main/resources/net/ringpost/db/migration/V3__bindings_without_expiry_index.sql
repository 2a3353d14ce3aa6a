-- Bindings are read as a whole, at a start; an index on a column that each registration changes cost more than it ever saved.
ALTER TABLE binding DROP KEY binding_expiry;
