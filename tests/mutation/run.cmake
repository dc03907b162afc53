# cmake -DTOOL=test_mutation -DCORPUS=FOLDER -DSURVIVORS=FILE -DWORK=FOLDER -DSAMPLE=N -P run.cmake
# Seeds faults into a copy of the corpus; the folder WORK holds it.
cmake_minimum_required(VERSION 3.20)
file(REMOVE_RECURSE "${WORK}")
file(COPY "${CORPUS}/" DESTINATION "${WORK}")
execute_process(COMMAND "${TOOL}" "${WORK}" "${SURVIVORS}" --sample ${SAMPLE} RESULT_VARIABLE status)
file(REMOVE_RECURSE "${WORK}")
if(NOT status EQUAL 0)
    message(FATAL_ERROR "mutation: exit status ${status}")
endif()
