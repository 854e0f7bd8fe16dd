"""What cross_entropy takes as target when the logits have shape (2, 3)."""

import torch
import torch.nn.functional as F

torch.manual_seed(0)
logits = torch.randn(2, 3)
ids = torch.tensor([0, 2])
one_hot = F.one_hot(ids, num_classes=3)

targets = {
    "int64 ids (2,)": ids,
    "float probabilities (2, 3)": one_hot.float(),
    "one-hot int64 (2, 3)": one_hot,
    "float ids (2,)": ids.float(),
    "int32 ids (2,)": ids.int(),
    "uint8 ids (2,)": ids.byte(),
    "int64 ids (2, 1)": ids.unsqueeze(1),
    "id 3 of 3 classes": torch.tensor([0, 3]),
}

for name, target in targets.items():
    try:
        loss = F.cross_entropy(logits, target)
        print(f"{name}: loss {loss.item():.4f}")
    except (RuntimeError, IndexError) as error:
        print(f"{name}: {type(error).__name__}: {str(error).splitlines()[0][:50]}")
