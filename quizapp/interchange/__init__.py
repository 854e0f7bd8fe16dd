"""Cards and the learner's data, out to other programs and back in."""
