//! The role part of an actor code: what stands behind the letters of the state (`GOV` in `JPNGOV`).

use std::ops::Deref;

/// Letters of the longest role: five of three letters.
const LONGEST: usize = 15;

/// A role, held in place so that cues can be copied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Role {
    letters: [u8; LONGEST],
    len: u8,
}

impl Role {
    /// None if it is longer than a role can be.
    pub(crate) fn new(role: &str) -> Option<Self> {
        let mut letters = [0; LONGEST];
        letters.get_mut(..role.len())?.copy_from_slice(role.as_bytes());
        Some(Self { letters, len: role.len() as u8 })
    }

    /// The role in the code of an agent, `~GOVMIL`: what stands behind the place of the state.
    pub(crate) fn of_agent(code: &str) -> Option<Self> {
        code.strip_prefix('~').and_then(Self::new)
    }
}

impl Deref for Role {
    type Target = str;

    fn deref(&self) -> &str {
        // It was made of a str as a whole.
        std::str::from_utf8(&self.letters[..usize::from(self.len)]).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_what_they_were_made_of() {
        assert_eq!(Role::of_agent("~GOVMIL").as_deref(), Some("GOVMIL"));
        assert_eq!(Role::of_agent("IGO~"), None);
        assert_eq!(Role::new("GOVGOVGOVGOVGOVG"), None);
    }
}
