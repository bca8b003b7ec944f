package io.eigencam.trace;

import io.eigencam.frame.FrameOutcome;
import io.eigencam.frame.FrameReference;
import io.eigencam.frame.ModelIdentity;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Spans by the OpenTelemetry conventions for messaging. Their attributes say which frame and what
 * became of it; never a word that was made from the frame's content.
 */
final class OpenTelemetryTracer implements FrameTracer {
  private static final String TRACEPARENT = "traceparent";

  private static final AttributeKey<String> CAMERA = AttributeKey.stringKey("eigencam.camera");
  private static final AttributeKey<String> FRAME = AttributeKey.stringKey("eigencam.frame.id");
  private static final AttributeKey<Long> SEQUENCE =
      AttributeKey.longKey("eigencam.frame.sequence");
  private static final AttributeKey<String> DIGEST =
      AttributeKey.stringKey("eigencam.model.digest");
  private static final AttributeKey<String> STATUS = AttributeKey.stringKey("eigencam.status");
  private static final AttributeKey<String> REASON = AttributeKey.stringKey("eigencam.reason");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  /** The span of the frame, whichever step's span is the current one. */
  private static final ContextKey<Span> FRAME_SPAN = ContextKey.named("eigencam-frame");

  private static final TextMapGetter<FrameReference> CAME_WITH =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(FrameReference frame) {
          return List.of(TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable FrameReference frame, String key) {
          return frame == null || !key.equals(TRACEPARENT) ? null : frame.traceParent();
        }
      };

  private final Tracer tracer;
  private final W3CTraceContextPropagator format = W3CTraceContextPropagator.getInstance();

  OpenTelemetryTracer(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public boolean enabled() {
    return true;
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // the span that is handed out closes it
  public OpenSpan frame(FrameReference frame, String topic, int partition, long offset) {
    Context producer = format.extract(Context.root(), frame, CAME_WITH);
    Span span =
        tracer
            .spanBuilder("process " + topic)
            .setParent(producer)
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute("messaging.system", "kafka")
            .setAttribute("messaging.operation.type", "process")
            .setAttribute("messaging.operation.name", "process")
            .setAttribute("messaging.destination.name", topic)
            .setAttribute("messaging.destination.partition.id", Integer.toString(partition))
            .setAttribute("messaging.kafka.offset", offset)
            .setAttribute(CAMERA, frame.cameraId())
            .setAttribute(FRAME, frame.id())
            .setAttribute(SEQUENCE, frame.sequence())
            .startSpan();
    return new Opened(span, producer.with(span).with(FRAME_SPAN, span).makeCurrent());
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // the span that is handed out closes it
  public OpenSpan step(String name) {
    SpanBuilder builder = tracer.spanBuilder(name);
    if (name.equals("publish")) {
      builder.setSpanKind(SpanKind.PRODUCER);
    }
    Span span = builder.startSpan();
    return new Opened(span, span.makeCurrent());
  }

  @Override
  public void ended(FrameOutcome outcome) {
    describe(Span.current(), outcome);
    Span frame = Context.current().get(FRAME_SPAN);
    if (frame != null) {
      describe(frame, outcome);
    }
  }

  private static void describe(Span span, FrameOutcome outcome) {
    FrameReference frame = outcome.frame();
    span.setAttribute(CAMERA, frame.cameraId());
    span.setAttribute(FRAME, frame.id());
    span.setAttribute(SEQUENCE, frame.sequence());
    if (outcome instanceof FrameOutcome.Analyzed analyzed) {
      span.setAttribute(STATUS, "ANALYZED");
      by(span, analyzed.model());
    } else if (outcome instanceof FrameOutcome.Shed shed) {
      span.setAttribute(STATUS, "SHED");
      span.setAttribute(REASON, shed.reason().name());
    } else if (outcome instanceof FrameOutcome.Rejected rejected) {
      span.setAttribute(STATUS, "REJECTED");
      span.setAttribute(REASON, rejected.reason().name());
      span.setStatus(StatusCode.ERROR, rejected.reason().name());
      by(span, rejected.model());
    }
  }

  private static void by(Span span, @Nullable ModelIdentity model) {
    if (model != null) {
      span.setAttribute(DIGEST, model.digest());
    }
  }

  @Override
  public FrameReference continued(FrameReference frame) {
    AtomicReference<@Nullable String> now = new AtomicReference<>();
    format.inject(
        Context.current(),
        now,
        (carrier, key, value) -> {
          if (carrier != null && key.equals(TRACEPARENT)) {
            carrier.set(value);
          }
        });
    return frame.tracedBy(now.get());
  }

  @Override
  public @Nullable String traceId() {
    SpanContext context = Span.current().getSpanContext();
    return context.isValid() ? context.getTraceId() : null;
  }

  /** A span and the scope that makes it the current one. */
  private record Opened(Span span, Scope scope) implements OpenSpan {
    @Override
    public void failed(Throwable failure) {
      span.setAttribute(ERROR, failure.getClass().getName());
      span.setStatus(StatusCode.ERROR);
    }

    @Override
    public void close() {
      scope.close();
      span.end();
    }
  }
}
