import torch


def to_probabilities(logits):
    """logits: one row per image, one column per class."""
    return logits.softmax(dim=0)


logits = torch.tensor([[1.0, 2.0, 3.0], [1.0, 1.0, 1.0]])
batch = to_probabilities(logits)
alone = to_probabilities(logits[:1])

print("image 0, in a batch of two, sums to", f"{batch[0].sum().item():.2f}")
print("image 0, in a batch of one, sums to", f"{alone[0].sum().item():.2f}")
