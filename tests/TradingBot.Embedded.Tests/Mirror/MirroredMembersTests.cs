using TradingBot.Embedded.Hosting;

namespace TradingBot.Embedded.Tests.Mirror;

/// <summary>
/// The types that stand in for the genuine SDK have exactly the members listed in GenuineMembers.txt, which was checked
/// against the genuine assemblies: code that compiles against ours compiles against theirs.
/// </summary>
public sealed class MirroredMembersTests
{
    private const string ListName = "TradingBot.Embedded.Tests.Mirror.GenuineMembers.txt";

    private static readonly string[] MirroredNamespaces =
    [
        "TradingBot.Embedded.Worker",
        "TradingBot.Embedded.Worker.Builder",
        "TradingBot.Embedded.Worker.Extensions.Abstractions",
        "TradingBot.Embedded.Worker.Middleware",
        "TradingBot.Embedded.Durable",
        "TradingBot.Embedded.Durable.Client",
    ];

    [Fact]
    public void Mirrored_types_have_the_genuine_members_and_no_others()
    {
        var ours = typeof(EmbeddedHostOptions).Assembly.GetExportedTypes()
            .Where(type => MirroredNamespaces.Contains(type.Namespace))
            .SelectMany(type => WithHeader(ApiText.Of(type)));

        Assert.Equal(Genuine().Order(StringComparer.Ordinal), ours.Order(StringComparer.Ordinal));
    }

    private static List<string> Genuine()
    {
        using var reader = new StreamReader(typeof(MirroredMembersTests).Assembly.GetManifestResourceStream(ListName)!);
        return WithHeader(reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#')));
    }

    // So that every line says which type it belongs to.
    private static List<string> WithHeader(IEnumerable<string> lines)
    {
        List<string> full = [];
        var header = "";
        foreach (var line in lines)
        {
            header = line.StartsWith(' ') ? header : line;
            full.Add(line.StartsWith(' ') ? $"{header} |{line}" : line);
        }

        return full;
    }
}
