using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using TradingBot.Core.Foundation;
using TradingBot.Core.Risk;
using TradingBot.Functions.Access;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Risk;

/// <summary>Lets trading go on after a halt; a person has to say why.</summary>
public sealed class PostResume(IHaltSwitch halt, TimeProvider time)
{
    private const int LongestReason = 500;

    [Function(nameof(PostResume))]
    [Takes(typeof(ResumeRequest))]
    [Answers(200, typeof(HaltView))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "resume")] HttpRequest request, CancellationToken token)
    {
        var body = await JsonBody.ReadAsync(request, token);
        if (body.Refusal is not null)
            return body.Refusal;
        var faults = new List<Fault>();
        var reason = body.RequiredText("reason", LongestReason, faults);
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        return Answers.Json(HaltView.Of(await halt.ResumeAsync(reason, Caller.Of(request).Name, time.GetUtcNow(), token)));
    }
}

/// <summary>Lets trading go on.</summary>
public sealed record ResumeRequest
{
    /// <summary>Why, one line.</summary>
    [MinLength(1), MaxLength(500)]
    public required string Reason { get; init; }
}
