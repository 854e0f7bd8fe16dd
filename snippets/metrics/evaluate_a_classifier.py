"""Two classifiers on 95 healthy and 5 sick patients: which one would you use?"""

import torch

sick = torch.tensor([False] * 95 + [True] * 5)
lazy = torch.zeros(100, dtype=torch.bool)  # calls everybody healthy
careful = sick.clone()
careful[:6] = True  # six false alarms
careful[99] = False  # and one missed patient

print("classifier  accuracy  precision  recall    F1")
for name, called_sick in (("always no", lazy), ("careful  ", careful)):
    hits = (called_sick & sick).sum().item()
    called = called_sick.sum().item()
    accuracy = (called_sick == sick).float().mean().item()
    precision = hits / called if called else 0.0
    recall = hits / sick.sum().item()
    f1 = 2 * hits / (called + sick.sum().item())
    print(f"{name}   {accuracy:8.2f}  {precision:9.2f}  {recall:6.2f}  {f1:4.2f}")
