//! Ranked entities for one name in any script or romanisation.

mod how;

pub use how::How;
