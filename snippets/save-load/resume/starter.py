import torch


def save_checkpoint(path, model, optimizer, epoch):
    """Write all that training needs to go on; `epoch` (from 0) is finished."""
    # TODO: save more than the weights
    torch.save({"model": model.state_dict()}, path)


def load_checkpoint(path, model, optimizer):
    """Restore everything into the given objects; return the next epoch to run."""
    # TODO: restore everything that save_checkpoint wrote
    model.load_state_dict(torch.load(path)["model"])
    return 0
