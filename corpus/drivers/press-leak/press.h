#include <ntddk.h>

typedef UCHAR byte;
typedef NTSTATUS outcome;
#define count_of(Array) (sizeof(Array) / sizeof((Array)[0]))
#define attempt(Expression)                                                                                            \
    do {                                                                                                               \
        result = (Expression);                                                                                         \
        if (!NT_SUCCESS(result))                                                                                       \
            goto done;                                                                                                 \
    } while (0)
