// GMime and GLib objects that release themselves.
// In: what a GMime constructor returned. Out: a unique_ptr; g_mime_init has run.
#pragma once

#include <gmime/gmime.h>
#include <memory>

namespace nhaclich::channel {

/// Before anything else of GMime; once is enough, from any thread.
inline void start_gmime() {
    static const bool started = [] {
        g_mime_init();
        return true;
    }();
    static_cast<void>(started);
}

struct GObjectUnref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using GObjectPtr = std::unique_ptr<T, GObjectUnref>;

struct GDateTimeUnref {
    void operator()(GDateTime* time) const { g_date_time_unref(time); }
};
using GDateTimePtr = std::unique_ptr<GDateTime, GDateTimeUnref>;

struct GByteArrayUnref {
    void operator()(GByteArray* bytes) const { g_byte_array_unref(bytes); }
};
using GByteArrayPtr = std::unique_ptr<GByteArray, GByteArrayUnref>;

struct GMimeFormatFree {
    void operator()(GMimeFormatOptions* options) const { g_mime_format_options_free(options); }
};
using GMimeFormatPtr = std::unique_ptr<GMimeFormatOptions, GMimeFormatFree>;

}  // namespace nhaclich::channel
