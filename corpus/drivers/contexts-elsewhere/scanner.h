#include <fltKernel.h>

extern PFLT_FILTER Filter;
extern const FLT_CONTEXT_REGISTRATION Contexts[];
NTSTATUS AttachContext(PCFLT_RELATED_OBJECTS Objects);
