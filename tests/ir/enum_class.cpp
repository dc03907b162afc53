#include <ntddk.h>

enum class Kind : UCHAR { None, Some = 4 };

int test(Kind kind)
{
    constexpr int limit = 3;

    if (kind == Kind::Some)
        kind = static_cast<Kind>(limit);
    switch (kind) {
    case Kind::None:
        return 1;
    case Kind::Some:
        break;
    }
    return kind == Kind{} ? static_cast<int>(kind) : 0;
}
