import torch


def save_checkpoint(path, model, optimizer, epoch):
    """Write to `path` all that training needs to go on; `epoch` (int, from 0) is finished.

    What is saved goes on unchanged. The file suits torch.load with its defaults.
    """
    # TODO: save more than the weights
    torch.save({"model": model.state_dict()}, path)


def load_checkpoint(path, model, optimizer):
    """Restore everything into the given objects; return the next epoch (int) to run.

    They are built like the saved ones: same layers, same class of optimizer, same groups.
    """
    # TODO: restore everything that save_checkpoint wrote
    model.load_state_dict(torch.load(path)["model"])
    return 0
