using System.Text.RegularExpressions;

namespace TradingBot.Architecture.Tests;

/// <summary>
/// Inside a room: a folder is a namespace, and no folders use each other in a circle, a folder and its subfolder no more than others.
/// </summary>
public sealed partial class FolderTests
{
    private const string Wrong = "TradingBot.Architecture.Tests.Wrong";

    /// <summary>Rooms that still have circles. Only ever shortened: a room that is listed and clean fails.</summary>
    private static readonly string[] WithCircles = [];

    /// <summary>
    /// Rooms with files whose namespace is not their folder's. Only ever shortened: a room that is listed and clean fails.
    /// </summary>
    private static readonly string[] WithStrayNamespaces = [];

    /// <summary>Every project, by the name of its folder.</summary>
    public static TheoryData<string> Rooms => [.. ProjectFiles.Rooms];

    /// <summary>The projects with more than one folder of source. A project of one folder has no arrows between folders.</summary>
    public static TheoryData<string> RoomsWithFolders =>
        [.. ProjectFiles.Rooms.Where(static room => Sources(room).Select(FolderOf).Distinct().Count() > 1)];

    [Theory]
    [MemberData(nameof(RoomsWithFolders))]
    public void Room_has_no_circle_of_folders(string room) =>
        Judge(room, WithCircles, [.. FolderCircle.In(FolderArrows.Of(AssemblyOf(room), room)).Select(static circle => circle.ToString())]);

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Namespace_of_a_file_follows_its_folder(string room) =>
        Judge(room, WithStrayNamespaces, [.. Sources(room).SelectMany(Stray)]);

    [Fact]
    public void Circle_rule_sees_two_folders_that_use_each_other()
    {
        var circle = Assert.Single(Circles(), static circle => circle.Namespaces.Contains($"{Wrong}.Upper"));
        Assert.Equal(
            $"""
            circle {Wrong}.Lower -> {Wrong}.Upper -> {Wrong}.Lower
                {Wrong}.Lower -> {Wrong}.Upper: WrongLower uses WrongUpper
                {Wrong}.Upper -> {Wrong}.Lower: WrongUpper uses WrongLower
            """, circle.ToString());
    }

    [Fact]
    public void Circle_rule_sees_a_folder_and_its_subfolder_that_use_each_other() =>
        Assert.Contains(Circles(), static circle => circle.Namespaces is [$"{Wrong}.Parent", $"{Wrong}.Parent.Child"]);

    [Theory]
    [InlineData("functions/TradingBot.A/Orders/Order.cs", "namespace TradingBot.A;")]
    [InlineData("functions/TradingBot.A/Orders/Order.cs", "namespace TradingBot.A.Orders.Inner;")]
    [InlineData("functions/TradingBot.A/Order.cs", "namespace TradingBot.A.Orders;")]
    public void Namespace_rule_fails_for_a_stray_file(string path, string code) => Assert.NotEmpty(Stray(new SourceFile(path, code)));

    [Fact]
    public void Namespace_rule_passes_a_file_in_its_folder() =>
        Assert.Empty(
            Stray(new SourceFile("functions/TradingBot.A/Orders/Open/Order.cs", "using System;\n\nnamespace TradingBot.A.Orders.Open;\n")));

    private static IReadOnlyList<FolderCircle> Circles() => FolderCircle.In(FolderArrows.Of(typeof(FolderTests).Assembly.Location, Wrong));

    private static void Judge(string room, string[] exempt, IReadOnlyList<string> faults)
    {
        if (exempt.Contains(room))
            Assert.True(faults.Count > 0, $"{room} is clean now: take it off the list of exceptions.");
        else
            Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static IReadOnlyList<SourceFile> Sources(string room) => SourceFile.Below("functions", room);

    private static string AssemblyOf(string room) => Path.Combine(AppContext.BaseDirectory, $"{room}.dll");

    private static string FolderOf(SourceFile file) => Path.GetDirectoryName(file.Path)!;

    /// <summary>A file without a namespace, such as a program of top-level statements, has none to compare.</summary>
    private static IEnumerable<string> Stray(SourceFile file)
    {
        var wanted = string.Join('.', FolderOf(file).Split('/').Skip(1));
        return Namespace().Match(file.Code) is { Success: true } match && match.Groups["name"].Value != wanted
            ? [$"{file}: namespace {match.Groups["name"].Value}, not {wanted}"]
            : [];
    }

    [GeneratedRegex(@"^namespace\s+(?<name>[\w.]+)", RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Namespace();
}
