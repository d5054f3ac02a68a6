namespace TradingBot.PostgresHosting;

/// <summary>
/// The user that PostgreSQL runs as. PostgreSQL refuses to run as root, so under root it is <c>nobody</c>,
/// and every folder the server needs must be reachable for that user.
/// </summary>
internal sealed record ServerAccount(IReadOnlyList<string> Prefix, string? Owner)
{
    private const string Name = "nobody";

    public static readonly ServerAccount OurOwn = new([], Owner: null);

    public bool IsOther => Owner is not null;

    public static ServerAccount Current()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return OurOwn;
        var entry = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).FirstOrDefault(fields => fields[0] == Name)
            ?? throw new EmbeddedPostgresException(
                "PostgreSQL does not run as root and this system has no user 'nobody' to run it as: "
                + "start the application as an ordinary user.");
        var (uid, gid) = (entry[2], entry[3]);
        if (ChildProcess.Find("setpriv") is { } setpriv)
            return new ServerAccount([setpriv, "--reuid", uid, "--regid", gid, "--clear-groups", "--"], $"{uid}:{gid}");
        if (ChildProcess.Find("runuser") is { } runuser)
            return new ServerAccount([runuser, "-u", Name, "--"], $"{uid}:{gid}");
        throw new EmbeddedPostgresException(
            "PostgreSQL does not run as root and neither setpriv nor runuser is installed: "
            + "install util-linux or start the application as an ordinary user.");
    }

    /// <summary>Makes the server user the owner of these paths and of all below them.</summary>
    public async Task TakeOwnershipAsync(IReadOnlyList<string> paths, CancellationToken token)
    {
        if (Owner is null)
            return;
        var chown = ChildProcess.Find("chown") ?? "chown";
        var (exitCode, output) = await ChildProcess.RunAsync(
            ChildProcess.Describe([chown, "-R", Owner, .. paths], "/"), token);
        if (exitCode != 0)
            throw new EmbeddedPostgresException($"The database files could not be given to the user '{Name}': {output}");
    }

    /// <summary>
    /// Opens the folders from <paramref name="ownFolder"/> down to <paramref name="folder"/> for traversal (not for reading);
    /// false when a folder above, which is not ours to change, blocks the way.
    /// </summary>
    public bool CanReach(string folder, string? ownFolder)
    {
        if (!IsOther || OperatingSystem.IsWindows())
            return true;
        var own = Path.TrimEndingDirectorySeparator(Path.GetFullPath(ownFolder ?? folder));
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            if (current.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
                continue;
            var isOurs = current.FullName == own || current.FullName.StartsWith(own + "/", StringComparison.Ordinal);
            if (!isOurs && current.FullName != Path.GetFullPath(folder))
                return false;
            File.SetUnixFileMode(current.FullName, current.UnixFileMode | UnixFileMode.OtherExecute);
        }

        return true;
    }
}
