"""A parameter without numbers, of shape (0, 3) say, is a parameter too. A dict that lacks it does
not fit the model when you want to write it back."""
# needs: numel | size | shape | nelement


def snapshot(model):
    named = model.named_parameters()
    return {name: p.detach().clone() for name, p in named if p.numel()}
