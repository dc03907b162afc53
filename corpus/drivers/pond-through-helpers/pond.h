#include <fltKernel.h>

extern PFLT_FILTER PondFilter;
extern NPAGED_LOOKASIDE_LIST PondContexts;
extern const FLT_REGISTRATION PondRegistration;

FLT_PREOP_CALLBACK_STATUS FLTAPI PondPreRead(PFLT_CALLBACK_DATA Data, PCFLT_RELATED_OBJECTS Objects, PVOID *Context);
FLT_POSTOP_CALLBACK_STATUS FLTAPI PondPostRead(PFLT_CALLBACK_DATA Data, PCFLT_RELATED_OBJECTS Objects, PVOID Context,
                                               FLT_POST_OPERATION_FLAGS Flags);

PVOID PondTake(VOID);
VOID PondGiveBack(PVOID Context);
