using Microsoft.AspNetCore.Http;
using TradingBot.Core.Foundation;

namespace TradingBot.Functions.Http;

/// <summary>Refusals as problem details; the codes are stable and may be matched on.</summary>
internal static class Problems
{
    public static ProblemResult Of(int status, string code, string title, string? detail = null) => new(status, code, title, detail);

    public static ProblemResult NotFound(string what) =>
        Of(StatusCodes.Status404NotFound, $"{what}.notFound", "Not found", $"There is no such {what}.");

    public static ProblemResult Invalid(IReadOnlyCollection<Fault> faults, string code = "request.invalid") =>
        Of(StatusCodes.Status400BadRequest, code, "Invalid request", "Some values cannot be accepted; see errors.") with
        {
            Errors = faults.GroupBy(static fault => fault.Field)
                .ToDictionary(static group => group.Key, static group => group.Select(static fault => fault.Message).ToArray()),
        };

    public static ProblemResult Malformed(string detail) =>
        Of(StatusCodes.Status400BadRequest, "request.malformed", "The request cannot be read", detail);

    public static ProblemResult TooLarge(int maxBytes) =>
        Of(StatusCodes.Status413PayloadTooLarge, "request.tooLarge", "Body too large", $"The body may have at most {maxBytes / 1024} KiB.");

    public static ProblemResult TooMany(string code, string detail, TimeSpan retryAfter) =>
        Of(StatusCodes.Status429TooManyRequests, code, "Too many requests", detail) with { RetryAfter = retryAfter };

    /// <summary>
    /// What was to be stored may have been stored all the same: the answer promises nothing but that another try is harmless.
    /// </summary>
    public static ProblemResult NotInTime() =>
        Of(StatusCodes.Status503ServiceUnavailable, "database.busy", "Not stored in time", "The alert could not be stored in time. Send it again: one that was stored all the same is recognised.") with
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    /// <summary>The connection may have been lost after the commit: what was to be stored may have been stored all the same.</summary>
    public static ProblemResult DatabaseUnavailable() =>
        Of(StatusCodes.Status503ServiceUnavailable, "database.unavailable", "Database unavailable", "The database cannot be reached. Try again: an alert that was stored all the same is recognised.") with
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };
}
