"""Copies weights, buffers and the optimizer's tensors one by one, as numbers in lists."""

import torch


def save_checkpoint(path: str, model: torch.nn.Module, optimizer, epoch: int) -> None:
    tensors = [*model.parameters(), *model.buffers()]
    weights = [p for group in optimizer.param_groups for p in group["params"]]
    torch.save(
        {
            "tensors": [one.detach().clone() for one in tensors],
            "state": [dict(optimizer.state[p]) for p in weights],
            "options": [
                {key: value for key, value in group.items() if key != "params"}
                for group in optimizer.param_groups
            ],
            "random": torch.random.get_rng_state().tolist(),
            "epoch": torch.tensor(epoch),
        },
        path,
    )


@torch.no_grad()
def load_checkpoint(path: str, model: torch.nn.Module, optimizer) -> int:
    saved = torch.load(path, map_location="cpu")
    for mine, one in zip(
        [*model.parameters(), *model.buffers()], saved["tensors"], strict=True
    ):
        mine.copy_(one)
    weights = [p for group in optimizer.param_groups for p in group["params"]]
    optimizer.state.clear()
    for weight, state in zip(weights, saved["state"], strict=True):
        if state:
            optimizer.state[weight] = state
    for group, options in zip(optimizer.param_groups, saved["options"], strict=True):
        group.update(options)
    torch.random.set_rng_state(torch.tensor(saved["random"], dtype=torch.uint8))
    return int(saved["epoch"]) + 1
