//! The thin terminals in the hall: known by a key, and by nothing else.
