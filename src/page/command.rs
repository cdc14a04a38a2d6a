//! A command that a visitor copies onto their own machine.

/// A command for a shell, in the pieces between which it may be broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command(Vec<String>);

/// What a shell reads the next line behind.
const GOES_ON: &str = " \\";

impl Command {
    /// The command that signs `text` in `namespace` with the key in `file`. None of them holds anything that a shell
    /// would read as more than a word.
    pub fn signing(text: &str, namespace: &str, file: &str) -> Self {
        Self(vec![format!("echo {text} |"), "ssh-keygen -Y sign".to_owned(), format!("-n {namespace}"), format!("-f {file}")])
    }

    pub fn in_one_line(&self) -> String {
        self.0.join(" ")
    }

    /// The same in lines of at most `width` cells, as far as its pieces fit, which a shell takes for one.
    pub fn in_lines(&self, width: usize) -> Vec<String> {
        let room = width.saturating_sub(GOES_ON.len());
        let mut lines: Vec<String> = Vec::new();
        for piece in &self.0 {
            match lines.last_mut() {
                Some(line) if line.len() + 1 + piece.len() <= room => {
                    line.push(' ');
                    line.push_str(piece);
                }
                Some(_) | None => lines.push(piece.clone()),
            }
        }
        let last = lines.len().saturating_sub(1);
        lines.iter_mut().take(last).for_each(|line| line.push_str(GOES_ON));
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_or_whole_a_shell_reads_the_same() {
        let command = Command::signing("register-ACDEFGHJKMNPQRTV", "kiosk@contoso", "~/.ssh/id_ed25519_sk");
        let whole = command.in_one_line();
        assert_eq!(whole, "echo register-ACDEFGHJKMNPQRTV | ssh-keygen -Y sign -n kiosk@contoso -f ~/.ssh/id_ed25519_sk");
        for width in [38, 60, 76, 200] {
            let lines = command.in_lines(width);
            assert!(lines.iter().all(|line| line.len() <= width), "{width}: {lines:?}");
            assert_eq!(lines.join("\n").replace(" \\\n", " "), whole, "{width}");
        }
        assert_eq!(command.in_lines(38).len(), 3);
    }
}
