namespace Rom.Numerics.Files;

/// <summary>The outcome of giving a file a second name.</summary>
internal enum HardLinkOutcome
{
    /// <summary>The file has the name.</summary>
    Created,

    /// <summary>Something else has the name.</summary>
    NameTaken,

    /// <summary>The file, or the folder of the name, does not exist.</summary>
    NotFound,

    /// <summary>The file system has no such links, or refuses this one.</summary>
    NotPossible,
}
