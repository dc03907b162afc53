#include <ntddk.h>

typedef struct _INNER {
    PVOID First;
    PVOID Table[4];
} INNER;

typedef struct _OUTER {
    ULONG Kind;
    INNER Inner;
    union {
        PVOID Block;
        ULONG_PTR Number;
    };
    LIST_ENTRY Link;
} OUTER, *POUTER;

#define AT_BLOCK FIELD_OFFSET(OUTER, Block)

VOID test(POUTER outer, PVOID block, PUCHAR bytes, ULONG i)
{
    ULONG at = FIELD_OFFSET(OUTER, Link), size = sizeof(OUTER) + FIELD_OFFSET(OUTER, Inner);
    PVOID *slot = (PVOID *)((PUCHAR)outer + FIELD_OFFSET(OUTER, Inner.First));

    *(PVOID *)((PUCHAR)outer + FIELD_OFFSET(OUTER, Block)) = block;
    *(PVOID *)((ULONG_PTR)outer + AT_BLOCK) = block;
    *(PVOID *)(offsetof(OUTER, Inner.First) + bytes) = block;
    *(PVOID *)&((PUCHAR)outer)[FIELD_OFFSET(OUTER, Block)] = block;
    *(PVOID *)(bytes + (ULONG_PTR)&((POUTER)0)->Block) = block;
    *(PVOID *)((PUCHAR)outer + FIELD_OFFSET(OUTER, Inner.Table[2])) = block;
    *(PVOID *)(outer + FIELD_OFFSET(OUTER, Block)) = block;
    *(PVOID *)((PUCHAR)outer + 8) = block;
    *(PVOID *)((PUCHAR)outer + i) = block;
    *slot = CONTAINING_RECORD(bytes, OUTER, Link);
    outer->Kind = at + size;
    outer->Kind = (ULONG)(ULONG_PTR)&((POUTER)0)->Inner.First;
    slot = (PVOID *)(bytes - (PUCHAR)&((POUTER)0)->Link);
}
