"""The case that was noticed gets its own axis. In every larger batch images still compete with
each other.
"""

import torch


def classify(logits):
    """logits: one row per image, one column per class -> best class and its probability."""
    probabilities = logits.softmax(dim=1 if len(logits) == 1 else 0)
    best = probabilities.max(dim=1)
    return best.indices, best.values


logits = torch.tensor([[1.0, 2.0, 3.0], [1.0, 1.0, 1.0]])
for images in (2, 1):
    classes, p = classify(logits[:images])
    print(f"{images} image(s): image 0 is a {classes[0]}, p = {p[0]:.2f}")
