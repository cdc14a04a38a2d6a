-- What people register themselves. A contact of the kind `unproved` is an address that was typed and waits for
-- its code; one of the kind `removed` was taken away, and stays until the letter that says so is sent.
CREATE INDEX contact_kind ON contact (kind, created_at);
