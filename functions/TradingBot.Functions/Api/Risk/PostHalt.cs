using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using TradingBot.Core.Foundation;
using TradingBot.Core.Risk;
using TradingBot.Functions.Access;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Risk;

/// <summary>Halts trading; with flatten, every open trade is asked to close as well.</summary>
public sealed class PostHalt(IHaltSwitch halt, TimeProvider time)
{
    private const int LongestReason = 500;

    [Function(nameof(PostHalt))]
    [Takes(typeof(HaltRequest))]
    [Answers(200, typeof(HaltView))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "halt")] HttpRequest request, CancellationToken token)
    {
        var body = await JsonBody.ReadAsync(request, token);
        if (body.Refusal is not null)
            return body.Refusal;
        var faults = new List<Fault>();
        var reason = body.RequiredText("reason", LongestReason, faults);
        var flatten = body.Flag("flatten", faults);
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        return Answers.Json(HaltView.Of(await halt.HaltAsync(reason, flatten, Caller.Of(request).Name, time.GetUtcNow(), token)));
    }
}

/// <summary>Halts trading.</summary>
public sealed record HaltRequest
{
    /// <summary>Why, one line.</summary>
    [MinLength(1), MaxLength(500)]
    public required string Reason { get; init; }

    /// <summary>Ask every open trade to close as well; left out means no.</summary>
    public bool? Flatten { get; init; }
}
