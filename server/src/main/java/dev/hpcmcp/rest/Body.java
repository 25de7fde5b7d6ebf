package dev.hpcmcp.rest;

import java.util.List;
import java.util.Optional;
import okhttp3.FormBody;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;

/**
 * What a request carries. The length of every body is known beforehand: some servers cannot read
 * chunked ones. The content type is sent exactly as given: some servers refuse {@code
 * application/json; charset=utf-8}.
 */
public final class Body {
    private static final Body NONE = new Body(Optional.empty());
    private static final MediaType JSON = MediaType.get("application/json");

    private final Optional<RequestBody> content;

    private Body(Optional<RequestBody> content) {
        this.content = content;
    }

    public static Body none() {
        return NONE;
    }

    public static Body json(Object value) {
        return new Body(Optional.of(RequestBody.create(Codec.write(value), JSON)));
    }

    public static Body bytes(String type, byte[] bytes) {
        return new Body(Optional.of(RequestBody.create(bytes.clone(), MediaType.get(type))));
    }

    public static Body form(List<Field> fields) {
        FormBody.Builder form = new FormBody.Builder();
        fields.forEach(field -> form.add(field.name(), field.value()));
        return new Body(Optional.of(form.build()));
    }

    public static Body upload(List<Field> fields, FilePart file) {
        MultipartBody.Builder form = new MultipartBody.Builder().setType(MultipartBody.FORM);
        fields.forEach(field -> form.addFormDataPart(field.name(), field.value()));
        RequestBody content =
                RequestBody.create(
                        file.content().toFile(), MediaType.get("application/octet-stream"));
        return new Body(
                Optional.of(form.addFormDataPart(file.field(), file.filename(), content).build()));
    }

    boolean isNone() {
        return content.isEmpty();
    }

    Optional<RequestBody> content() {
        return content;
    }

    /** Never what is in it. */
    @Override
    public String toString() {
        return content.map(body -> String.valueOf(body.contentType())).orElse("no body");
    }
}
