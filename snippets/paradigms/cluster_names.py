import torch

points = torch.tensor([1.0, 2.0, 3.0, 11.0, 12.0, 13.0])
labels = torch.tensor([0, 0, 0, 1, 1, 1])


def k_means(centers):
    for _ in range(10):
        nearest = (points[:, None] - centers).abs().argmin(dim=1)
        centers = torch.stack([points[nearest == k].mean() for k in range(2)])
    return nearest


for start in ([1.0, 2.0], [13.0, 12.0]):
    clusters = k_means(torch.tensor(start))
    agree = (clusters == labels).sum().item()
    print(f"start {start}: clusters {clusters.tolist()}, agree {agree}")
