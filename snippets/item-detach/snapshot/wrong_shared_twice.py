"""A weight that two layers share has one name in named_parameters(); here it is in the dict under
both. state_dict() and remove_duplicate=False give each place a key of its own.
"""
# needs: remove_duplicate | state_dict


def snapshot(model):
    """Return a new dict: each parameter's name to a tensor with its value now."""
    named = model.named_parameters(remove_duplicate=False)
    return {name: p.detach().clone() for name, p in named}
