//! Ranked entities for one name in any script or romanisation.
