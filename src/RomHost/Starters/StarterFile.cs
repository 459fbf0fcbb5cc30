namespace RomHost.Starters;

/// <summary>A file of a starter.</summary>
/// <param name="Path">
/// Its path beside the configuration, with forward slashes; empty for the configuration itself.
/// </param>
/// <param name="Resource">The resource with its content.</param>
internal sealed record StarterFile(string Path, string Resource)
{
    /// <summary>Reads its content.</summary>
    public byte[] Content
    {
        get
        {
            using var stream = typeof(StarterFile).Assembly.GetManifestResourceStream(Resource)
                ?? throw new InvalidOperationException($"the host was built without {Resource}");
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content;
        }
    }
}
