"""200 models that only guess. The best one on the validation set gets chosen."""

import torch

torch.manual_seed(0)
models = 200
validation_labels = torch.randint(0, 2, (100,))
test_labels = torch.randint(0, 2, (2000,))
on_validation = torch.randint(0, 2, (models, 100))
on_test = torch.randint(0, 2, (models, 2000))

validation_accuracy = (on_validation == validation_labels).float().mean(dim=1)
test_accuracy = (on_test == test_labels).float().mean(dim=1)
chosen = validation_accuracy.argmax()

print(f"chosen model on the set that chose it: {validation_accuracy[chosen]:.2f}")
print(f"chosen model on the untouched test set: {test_accuracy[chosen]:.2f}")
print(f"all models, mean on the validation set: {validation_accuracy.mean():.2f}")
assert validation_accuracy[chosen] > 0.58 > test_accuracy[chosen]
