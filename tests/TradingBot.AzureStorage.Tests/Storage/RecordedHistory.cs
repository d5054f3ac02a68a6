using System.Text.Json.Nodes;
using DurableTask.Core.History;
using Microsoft.DurableTask;
using TradingBot.DurableScenarios;

namespace TradingBot.AzureStorage.Tests.Storage;

/// <summary>The history that the storage provider gives as JSON.</summary>
internal static class RecordedHistory
{
    public static IReadOnlyList<HistoryEntry> Read(string json) =>
        [.. JsonNode.Parse(json)!.AsArray().Select(static entry => ToEntry(entry!)).Where(static entry => !IsEpisodeMark(entry))];

    private static HistoryEntry ToEntry(JsonNode entry) => new(
        ((EventType)(int)entry["EventType"]!).ToString(),
        (string?)entry["Name"],
        (DateTime?)entry["FireAt"],
        ToFailure(entry["FailureDetails"]));

    private static TaskFailureDetails? ToFailure(JsonNode? failure) => failure is null
        ? null
        : new TaskFailureDetails(
            (string)failure["ErrorType"]!,
            (string)failure["ErrorMessage"]!,
            (string?)failure["StackTrace"],
            ToFailure(failure["InnerFailure"]),
            null);

    private static bool IsEpisodeMark(HistoryEntry entry) =>
        entry.Kind is nameof(EventType.OrchestratorStarted) or nameof(EventType.OrchestratorCompleted);
}
