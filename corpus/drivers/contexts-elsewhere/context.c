#include "scanner.h"

const FLT_CONTEXT_REGISTRATION Contexts[] = {
    {FLT_VOLUME_CONTEXT, 0, NULL, 16, 'xtcS'},
    {FLT_CONTEXT_END},
};

NTSTATUS AttachContext(PCFLT_RELATED_OBJECTS Objects)
{
    PFLT_CONTEXT context;
    NTSTATUS status = FltAllocateContext(Filter, FLT_FILE_CONTEXT, 16, PagedPool, &context);

    if (NT_SUCCESS(status)) {
        FltSetFileContext(Objects->Instance, Objects->FileObject, FLT_SET_CONTEXT_KEEP_IF_EXISTS, context, NULL);
        FltReleaseContext(context);
    }
    return status;
}
