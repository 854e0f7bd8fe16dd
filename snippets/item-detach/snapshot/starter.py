def snapshot(model):
    """Return a dict: parameter name -> tensor with the value it has now.

    The keys are those of model.named_parameters(), the tensors have the parameters'
    shapes and dtypes. Training the model afterwards must not change the tensors in the
    dict, and none of them may require grad.
    """
    # TODO: take the values out of the graph and out of the model's memory
    return {}
