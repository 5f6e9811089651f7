//! Agent phrases: JSON lines, read whole by the stage that uses them.

use super::container::SectionId;
use super::view::Gazetteer;
use crate::gazetteer::Agent;

impl Gazetteer {
    /// The agent phrases; lines that do not read are left out.
    pub fn agents(&self) -> impl Iterator<Item = Agent> + '_ {
        self.part(SectionId::AGENTS)
            .split(|byte| *byte == b'\n')
            .filter_map(|line| serde_json::from_slice::<Agent>(line).ok())
    }
}
