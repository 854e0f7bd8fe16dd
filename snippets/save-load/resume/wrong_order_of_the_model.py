"""The state of an optimizer is numbered in the order of its groups, which need not be the order of
the model's parameters.
"""

# needs: state
# needs: parameters
import torch


def save_checkpoint(path, model, optimizer, epoch):
    checkpoint = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "rng": torch.get_rng_state(),
        "epoch": epoch,
    }
    torch.save(checkpoint, path)


def load_checkpoint(path, model, optimizer):
    checkpoint = torch.load(path)
    model.load_state_dict(checkpoint["model"])
    saved = checkpoint["optimizer"]
    optimizer.state.clear()
    for number, parameter in enumerate(model.parameters()):
        if number in saved["state"]:
            optimizer.state[parameter] = saved["state"][number]
    for group, old in zip(optimizer.param_groups, saved["param_groups"]):
        group.update({name: value for name, value in old.items() if name != "params"})
    torch.set_rng_state(checkpoint["rng"])
    return checkpoint["epoch"] + 1
