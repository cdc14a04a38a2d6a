//! Other programs than OpenSSH's that visitors come with.
