import torch


def r2(predicted, y):
    return 1 - ((predicted - y) ** 2).sum() / ((y - y.mean()) ** 2).sum()


y = torch.tensor([1.0, 2.0, 3.0, 4.0])
print(f"R2 of the mean: {r2(torch.full((4,), 2.5), y):.1f}")
print(f"R2 of the reversed values: {r2(torch.tensor([4.0, 3.0, 2.0, 1.0]), y):.1f}")

one_outlier = torch.tensor([1.0, 2.0, 3.0, 14.0])
error = one_outlier - y
print(f"MAE: {error.abs().mean():.1f}")
print(f"RMSE: {error.pow(2).mean().sqrt():.1f}")
