"""Sigmoid judges each class for itself: the single image is right, but its probabilities do not
sum to 1.
"""

import torch


def classify(logits):
    """logits: one row per image, one column per class -> best class and its probability."""
    probabilities = logits.sigmoid()
    best = probabilities.max(dim=1)
    return best.indices, best.values


logits = torch.tensor([[1.0, 2.0, 3.0], [1.0, 1.0, 1.0]])
for images in (2, 1):
    classes, p = classify(logits[:images])
    print(f"{images} image(s): image 0 is a {classes[0]}, p = {p[0]:.2f}")
