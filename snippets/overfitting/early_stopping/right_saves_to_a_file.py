"""Keeps all losses, and the best state in a file."""

import torch


def fit(model, train_epoch, validate, patience, max_epochs):
    losses = []
    for _ in range(max_epochs):
        model.train()
        train_epoch()
        model.eval()
        with torch.no_grad():
            losses.append(validate())
        best = losses.index(min(losses))
        if best == len(losses) - 1:
            torch.save(model.state_dict(), "best.pt")
        if len(losses) - 1 - best >= patience:
            break
    model.load_state_dict(torch.load("best.pt"))
    return best, losses[best]
