import torch


def reaches_target(features, target, factor=1):
    curvature = 2 * features.T @ features / len(features)
    steepest = torch.linalg.eigvalsh(curvature).max()
    learning_rate = factor / steepest
    weight = torch.zeros(2)
    for _ in range(1000):
        error = features @ weight - target
        if (error**2).mean() < 1e-3:
            return True
        weight -= learning_rate * 2 * features.T @ error / len(features)
    return False


torch.manual_seed(0)
raw = torch.randn(200, 2) * torch.tensor([1.0, 100.0])
raw = raw - raw.mean(dim=0)
target = raw @ torch.tensor([1.0, 0.02])
standardized = raw / raw.std(dim=0)

print("raw:", reaches_target(raw, target))
print("raw, factor 3:", reaches_target(raw, target, factor=3))
print("standardized:", reaches_target(standardized, target))

assert torch.linalg.cond(raw.T @ raw) > 10_000
assert torch.linalg.cond(standardized.T @ standardized) < 2
