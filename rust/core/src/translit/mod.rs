//! Romanisation and cyrillisation schemes as data, and the engine that applies them.
