namespace RomHost.Execution;

/// <summary>What a message between the host and a model's process says; a request has one answer.</summary>
internal enum MessageKind : byte
{
    /// <summary>Answer to its start: the experiment is read and the plugins are loaded.</summary>
    Ready = 1,

    /// <summary>Request: train, and save into a folder (text).</summary>
    Train,

    /// <summary>On the way to an answer: how far the training is (completed, total, text).</summary>
    Progress,

    /// <summary>Answer: what the training came to (status, seconds, facts as text).</summary>
    Trained,

    /// <summary>Request: load the model, for data of a dimension (number; negative where it is not known).</summary>
    Load,

    /// <summary>Answer: what the model says of itself (text).</summary>
    Loaded,

    /// <summary>Request: forecast (steps, window).</summary>
    Forecast,

    /// <summary>Answer: the states.</summary>
    States,

    /// <summary>Answer: the plugin threw (its description, its stack).</summary>
    Failed,
}
