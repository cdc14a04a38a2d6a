//! The program as its users meet it.

#[cfg(test)]
mod terminal;
#[cfg(test)]
mod tty;
