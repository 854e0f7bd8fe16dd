from torch import nn


def build_model():
    """A CNN: (N, 1, 8, 8) images in, (N, 10) logits out, below 10,000 parameters."""
    # TODO: convolutions, activations, pooling, one linear layer
    return nn.Sequential(nn.Flatten(), nn.Linear(64, 10))
