import torch

weights = torch.nn.Parameter(torch.tensor([1.0, 2.0]))
optimizer = torch.optim.Adam([weights], lr=0.1, weight_decay=0.1)

weights.grad = torch.tensor([0.0, 100.0])
optimizer.step()

idle, busy = weights.tolist()
print(f"weight with gradient 0: {idle:.2f}")
print(f"weight with gradient 100: {busy:.2f}")
